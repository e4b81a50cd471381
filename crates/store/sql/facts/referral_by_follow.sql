select id from referral where follow_hash = $1
