select identity_id from identity_record where record_id = $1
