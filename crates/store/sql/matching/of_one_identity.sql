select l.identity_id
from match_alert m
join identity_record l on l.record_id = m.left_id
join identity_record r on r.record_id = m.right_id and r.identity_id = l.identity_id
where m.id = $1
