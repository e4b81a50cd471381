-- The member who first said for a record that it is the same person, in a match that stands.
select m.name, m.title_en, m.title_fr, m.phone
from match_decision d
join member m on m.id = d.member_id
where d.match_id = $1 and d.record_id = $2 and d.answer = 'same' and d.undone_at is null
order by d.at, d.id
limit 1
