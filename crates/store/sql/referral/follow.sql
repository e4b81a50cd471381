select id, number, state, received_at, read_at, answered_at from referral where id = $1
