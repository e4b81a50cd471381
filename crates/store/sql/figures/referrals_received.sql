-- Referrals that arrived in the period. $1 from, $2 to.
select count(*) as n from referral where received_at >= $1 and received_at < $2
