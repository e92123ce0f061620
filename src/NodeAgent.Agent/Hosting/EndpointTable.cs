namespace NodeAgent.Agent.Hosting;

/// <summary>
/// Fixed paths to handlers. A dozen constant paths need no route patterns, and building the router's state machine would
/// be a tenth of the agent's start.
/// </summary>
internal sealed class EndpointTable
{
    private readonly Dictionary<string, (string Method, RequestDelegate Handler)> _endpoints = [];

    public void MapGet(string path, RequestDelegate handler) => _endpoints.Add(path, (HttpMethods.Get, handler));

    public void MapPost(string path, RequestDelegate handler) => _endpoints.Add(path, (HttpMethods.Post, handler));

    public Task DispatchAsync(HttpContext context)
    {
        if (!_endpoints.TryGetValue(context.Request.Path.Value ?? "", out (string Method, RequestDelegate Handler) endpoint))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!HttpMethods.Equals(context.Request.Method, endpoint.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = endpoint.Method;
            return Task.CompletedTask;
        }

        return endpoint.Handler(context);
    }
}
