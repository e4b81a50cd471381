insert into import_reject (import_id, line, field, reason) values ($1, $2, $3, $4)
