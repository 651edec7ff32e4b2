"""What happens to what was read."""
