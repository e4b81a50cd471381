insert into identity_record (record_id, identity_id) values ($1, $2)
