select id, to_id, sent_by, case_id from referral where id = $1
