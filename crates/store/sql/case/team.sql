-- Whom to tell of a case: those who take part, save those who joined by a referral to their service.
select p.member_id, m.agency_id, p.part
from case_participant p
join member m on m.id = p.member_id
where p.case_id = $1 and p.until is null and m.active and p.consent_id is null
order by p.member_id
