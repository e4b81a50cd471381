update break_glass set until_at = $2 where id = $1 and until_at > $2
