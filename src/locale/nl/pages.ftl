# De pagina's voor professionals.
