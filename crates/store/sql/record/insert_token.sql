insert into search_token (record_id, kind, field, token) values ($1, $2, $3, $4)
