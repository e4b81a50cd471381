-- Cases that ReadCase admits: docs/policy-predicates.md. $1 me, $2 my agency, $3 caseworker, $4 supervisor, $5 limit.
select c.id, c.number, c.case_type, c.stage, c.owner_id, c.opened_at, c.closed_at, c.charged_on, c.publication_ban,
       c.subject_name, c.subject_pronouns, c.subject_age, c.safe_contact
from case_file c
where $3
  and (   exists (select 1 from case_team t where t.case_id = c.id and t.member_id = $1)
       or ($4 and exists (select 1 from case_partner p where p.case_id = c.id and p.agency_id = $2)))
order by c.opened_at desc, c.id
limit $5
