"""Three invented sample sites, written, rendered and served by the project itself: content (TOML, also the gold)
goes in, HTTP answers on loopback come out, so that `pgd demo` and the tests crawl without touching the network."""
