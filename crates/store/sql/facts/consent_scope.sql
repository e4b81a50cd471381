select id, case_id, purpose, recipient_id, granted, given_at, until_at, withdrawn_at from consent where id = $1
