select agency_id from release_to where resource_id = $1 and released_at <= $2 and (ended_at is null or ended_at > $2)
