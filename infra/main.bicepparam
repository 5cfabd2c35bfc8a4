// Azure and Teams in one tenant: the bot is a managed identity, and there is no secret to keep.
using './main.bicep'

param name = 'lbot'
param displayName = 'LeadershipBot'
param instances = 2
param alertEmail = 'bot.operators@example.nhs.uk'
param administratorObjectIds = [
  '11111111-1111-4111-8111-111111111111'
]
