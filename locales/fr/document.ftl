# Documents.
document-download = Télécharger le document ({ $size })
size-bytes = { $n } octets
size-kilobytes = { $n } ko
size-megabytes = { $n } Mo
