namespace NodeAgent.SystemTests;

/// <summary>The classes whose guest runs the agent share one.</summary>
[CollectionDefinition(Name)]
public sealed class AgentGuest : ICollectionFixture<GuestFixture>
{
    public const string Name = "agent guest";
}
