# De pagina's voor coördinatoren.
