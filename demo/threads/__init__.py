"""What the neighbours say to each other about the proposals, one module per corner of the city."""
