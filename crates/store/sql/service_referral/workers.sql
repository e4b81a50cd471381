-- Who of the receiving agency joined the case by this consent.
select p.member_id, m.name, p.part
from case_participant p
join member m on m.id = p.member_id
where p.consent_id = $1 and p.until is null
order by p.since, p.member_id
