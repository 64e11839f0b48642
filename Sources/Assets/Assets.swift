enum Assets {}
