namespace NodeAgent.SystemTests;

/// <summary>The classes that leave their guest as they found it share one.</summary>
[CollectionDefinition(Name)]
public sealed class SharedGuest : ICollectionFixture<GuestFixture>
{
    public const string Name = "shared guest";
}
