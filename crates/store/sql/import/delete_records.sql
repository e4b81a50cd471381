delete from record where import_id = $1
