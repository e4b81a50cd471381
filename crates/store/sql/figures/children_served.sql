-- Children with an accepted referral, by age: each once in the year, by the first while of these ages, where that lies in
-- the period. One child is one identity where linked, else one record, else one case. $1 year from, $2 year to, $3 from,
-- $4 to, $5 youngest, $6 oldest.
select age, count(*) as n
from (
  select c.subject_age as age, r.answered_at as at,
         row_number() over (
           partition by coalesce(i.identity_id, r.record_id, r.case_id) order by r.answered_at, r.id
         ) as nth
  from referral r
  join case_file c on c.id = r.case_id
  left join identity_record i on i.record_id = r.record_id
  where r.state = 'accepted' and r.answered_at >= $1 and r.answered_at < $2
    and c.subject_age >= $5 and c.subject_age <= $6
) accepted
where nth = 1 and at >= $3 and at < $4
group by age
