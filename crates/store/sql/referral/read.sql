update referral set state = 'read', read_at = $2 where id = $1 and state = 'received'
