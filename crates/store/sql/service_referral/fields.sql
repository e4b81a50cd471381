select field, sealed from service_referral_field where service_referral_id = $1 order by field
