-- Who takes part in a case now. `until` is set when a part ends.
create view case_team as
select p.case_id, p.member_id, p.part, m.agency_id
from case_participant p
join member m on m.id = p.member_id
where p.until is null and m.active;

-- The agencies of a case: those with someone on its team and those that own a compartment of it.
create view case_partner as
select case_id, agency_id from case_team
union
select case_id, owner_id as agency_id from compartment
union
select id as case_id, owner_id as agency_id from case_file;
