select p.case_id, p.member_id, p.part, p.since, p.until, m.agency_id, m.name, m.title_en, m.title_fr, m.phone,
       a.kind as agency_kind, a.name_en, a.name_fr
from case_participant p
join member m on m.id = p.member_id
join agency a on a.id = m.agency_id
-- Who counsels the person is not for the whole team to know: those who joined by a referral stand on its own page.
where p.case_id = $1 and p.until is null and p.consent_id is null
order by p.since, p.member_id
