-- To whom the records of a list are released now.
select resource_id, agency_id from release_to
where released_at <= $1 and (ended_at is null or ended_at > $1) and resource_id in (values ($2))
