-- Finds the interview of an address, or begins one: link and state in one call.
-- KEYS: the link. The interview's own key hangs on what the link says, and shares its slot.
-- ARGV: prefix of interviews in this shard; id for a new interview, or ''; stamp of the head known, or ''.
-- Returns {id} ('' without one), and a second value while an interview lies under it:
-- 'same' when its head is the one known, else all its fields and values.
local link = KEYS[1]
local prefix, fresh, known = ARGV[1], ARGV[2], ARGV[3]

local id = redis.call('GET', link)
if not id then
  if fresh == '' then
    return { '' }
  end
  redis.call('SET', link, fresh)
  return { fresh }
end

local interview = prefix .. id
local head = redis.call('HGET', interview, 'h')
if not head then
  return { id }
elseif string.sub(head, 7, 18) == known then
  return { id, 'same' }
end
return { id, redis.call('HGETALL', interview) }
