-- Stores one turn whole, or nothing. A refusal carries the current state.
-- KEYS: interview, window of seen messages, journal, finishing set, epoch, and the link of the address
-- when the interview is new; all in one slot.
-- The window is one string, a ring: the place of the newest message, then 64 places of 8 bytes. As a
-- list it would weigh three times as much, and of a small household more than its answers.
-- ARGV: 1 interview id, 2 revision expected ('' when it is new), 3 new revision,
-- 4 mark of the message, 8 bytes ('' without),
-- 5 field of the address, 6 sealed head, 7 outline, 8 sealed events, 9 wrapped key,
-- 10 'add', 'remove' or '' for the finishing set, 11 stamp of the head that the turn was taken from,
-- 12 count of fields to set, then those fields and their values in turn, then the fields to drop.
-- Returns {'taken'}, {'stranger'}, {'no epoch'}, or {'newest' | 'older' | 'conflict' | 'lost', state}:
-- 'lost' when the turn was taken from a state that this Redis never had, or has no more.
local interview, seen, journal, finishing, epochs, link = unpack(KEYS)
local id, expected, revision, message, address = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local head = ARGV[6]
local WINDOW, MARK, CHUNK = 64, 8, 1000

local held = redis.call('HMGET', interview, 'r', address, 'h')
local current, allowed, stands = held[1], held[2], held[3]

local function refuse(why)
  -- A head is sealed under a fresh nonce: the same bytes can only be this very commit, sent again
  -- because its answer was lost on the way.
  if stands == head then
    return { 'taken' }
  end
  return { why, redis.call('HGETALL', interview) }
end

local function in_chunks(command, first, last)
  for from = first, last, CHUNK do
    redis.call(command, interview, unpack(ARGV, from, math.min(from + CHUNK - 1, last)))
  end
end

if current and not allowed or not current and link and redis.call('GET', link) ~= id then
  return { 'stranger' }
end
local ring, newest = '', WINDOW - 1
if message ~= '' then
  ring = redis.call('GET', seen) or ''
  newest = string.byte(ring) or newest
  local from = string.find(ring, message, 2, true)
  while from do
    if (from - 2) % MARK == 0 then
      return refuse((from - 2) / MARK == newest and 'newest' or 'older')
    end
    from = string.find(ring, message, from + 1, true)
  end
end
if (current or '') ~= expected then
  local lost = expected ~= '' and tonumber(current or -1) < tonumber(expected)
  return refuse(lost and 'lost' or 'conflict')
elseif current and string.sub(stands, 7, 18) ~= ARGV[11] then
  -- After a failover that lost a turn, another turn got its revision.
  return refuse('lost')
end
local epoch = redis.call('HGET', epochs, 'epoch')
if not epoch then
  return { 'no epoch' }
end

redis.call('HSET', interview, 'r', revision, 'h', head, 'p', ARGV[7])
local entry = { 'i', id, 'n', epoch, 'r', revision, 'p', ARGV[7], 'e', ARGV[8] }
if not current then
  redis.call('HSET', interview, 'k', ARGV[9], address, '1')
  entry[#entry + 1] = 'k'
  entry[#entry + 1] = ARGV[9]
end
local first_drop = 13 + 2 * tonumber(ARGV[12])
in_chunks('HSET', 13, first_drop - 1)
in_chunks('HDEL', first_drop, #ARGV)
if message ~= '' then
  local place = (newest + 1) % WINDOW
  redis.call('SETRANGE', seen, 1 + MARK * place, message)
  redis.call('SETRANGE', seen, 0, string.char(place))
end
if ARGV[10] == 'add' then
  redis.call('SADD', finishing, id)
elseif ARGV[10] == 'remove' then
  redis.call('SREM', finishing, id)
end
redis.call('XADD', journal, '*', unpack(entry))
return { 'taken' }
