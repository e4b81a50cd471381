select count(*) as n from referral where received_at >= $1 and received_at < $2
