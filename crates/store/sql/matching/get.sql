select m.id, m.left_id, m.right_id, m.raised_at, m.state, m.decided_at, m.weight, m.evidence from match_alert m where m.id = $1
