delete from identity_record where record_id in (values ($1))
