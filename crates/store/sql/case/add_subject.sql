insert into case_subject (case_id, record_id, relation) values ($1, $2, $3)
