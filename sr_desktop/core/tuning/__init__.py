"""What "automatic" means on this machine: device, precision and tile size, found by measuring and kept on disk."""
