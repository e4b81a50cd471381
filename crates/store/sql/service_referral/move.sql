update service_referral set state = $3 where id = $1 and state = $2
