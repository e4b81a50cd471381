select id, case_id, recipient_id from consent where id = $1
