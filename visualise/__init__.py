"""What people look at: the pages in the browser and the network around a proposal."""
