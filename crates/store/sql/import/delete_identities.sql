delete from identity_record
where record_id in (select id from record where import_id = $1)
