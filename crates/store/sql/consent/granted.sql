-- Whether a consent for this purpose and recipient stands. $1 case, $2 purpose, $3 recipient, $4 now.
select c.id from consent c
where c.case_id = $1 and c.purpose = $2 and c.recipient_id = $3 and c.granted and c.given_at <= $4 and c.until_at > $4 and (c.withdrawn_at is null or c.withdrawn_at > $4)
