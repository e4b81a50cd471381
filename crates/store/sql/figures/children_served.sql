-- Children with an accepted referral, each once in the year: by the first, if that lies in the period. One child is one
-- identity where linked, else one record, else one case. $1 year from, $2 year to, $3 from, $4 to, $5 youngest, $6 oldest.
select count(*) as n
from (
  select coalesce(i.identity_id, r.record_id, r.case_id) as child, min(r.answered_at) as first_at
  from referral r
  join case_file c on c.id = r.case_id
  left join identity_record i on i.record_id = r.record_id
  where r.state = 'accepted' and r.answered_at >= $1 and r.answered_at < $2
    and c.subject_age >= $5 and c.subject_age <= $6
  group by coalesce(i.identity_id, r.record_id, r.case_id)
) children
where first_at >= $3 and first_at < $4
