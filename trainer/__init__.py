"""Training of super-resolution networks: needs torch, numpy, pillow and safetensors, no desktop and no Qt."""
