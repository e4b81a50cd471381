-- Referrals to services that ReadServiceReferral admits: docs/policy-predicates.md. $1 me, $2 my agency, $3 caseworker,
-- $4 supervisor, $5 one case only, $6 limit. Those that run first, oldest of them on top. `name` is what was sent as the name
-- used.
select r.id, r.number, r.case_id, r.service_id, r.from_id, r.to_id, r.sent_by, r.consent_id, r.state, r.sent_at,
       s.name_en as service_en, s.name_fr as service_fr, f.name_en as from_en, f.name_fr as from_fr, t.name_en as to_en,
       t.name_fr as to_fr, m.name as sender, m.phone as sender_phone, k.number as case_number, k.subject_name,
       c.granted, c.given_at, c.until_at, c.withdrawn_at, n.sealed as name
from service_referral r
join service s on s.id = r.service_id
join agency f on f.id = r.from_id
join agency t on t.id = r.to_id
join member m on m.id = r.sent_by
join case_file k on k.id = r.case_id
join consent c on c.id = r.consent_id
left join service_referral_field n on n.service_referral_id = r.id and n.field = 'name_used'
where $3
  and (   r.to_id = $2
       or (r.from_id = $2
           and ($4 or exists (select 1 from case_team w where w.case_id = r.case_id and w.member_id = $1))))
  and ($5 is null or r.case_id = $5)
order by case when r.state in ('sent', 'seen', 'accepted', 'started') then 0 else 1 end,
         case when r.state in ('sent', 'seen', 'accepted', 'started') then r.sent_at else -r.sent_at end, r.id
limit $6
