insert into service_referral_step (service_referral_id, state, at, by_member, reason, note) values ($1, $2, $3, $4, $5, $6)
