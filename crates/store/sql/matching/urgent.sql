-- Records of a list that a case is about or that came from a referral that is open.
select s.record_id from case_subject s join case_file c on c.id = s.case_id
where c.closed_at is null and s.record_id in (values ($1))
