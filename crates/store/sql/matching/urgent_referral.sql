select f.record_id from referral f where f.declined_reason is null and f.record_id in (values ($1))
