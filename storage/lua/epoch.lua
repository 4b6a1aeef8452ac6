-- Raises a shard's epoch when this server process did not set it: a start, failover or rebuild since.
-- KEYS: epoch. Returns the epoch. The server's clock makes it grow even when Redis lost everything.
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local held = redis.call('HMGET', KEYS[1], 'run', 'epoch')
if held[1] == run then
  return tonumber(held[2])
end
local epoch = math.max(tonumber(redis.call('TIME')[1]), tonumber(held[2] or 0) + 1)
redis.call('HSET', KEYS[1], 'run', run, 'epoch', string.format('%d', epoch))
return epoch
