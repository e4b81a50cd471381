select id, case_id, from_id, to_id from service_referral where id = $1
