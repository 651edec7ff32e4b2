"""What stands between spider and web."""
