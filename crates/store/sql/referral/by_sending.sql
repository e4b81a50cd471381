select number from referral where to_id = $1 and sending = $2
